/** A grade as stars; its word stands beside. */
import StarFilled from "@ant-design/icons/es/icons/StarFilled";
import StarOutlined from "@ant-design/icons/es/icons/StarOutlined";
import "./ui.css";

export function Stars({ n }: { n: number }) {
  return (
    <span className="stars" aria-hidden>
      {[1, 2, 3, 4, 5].map((star) => (star <= n ? <StarFilled key={star} /> : <StarOutlined key={star} />))}
    </span>
  );
}
