/** 138****0001: enough to know one's own, too little for anybody else. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\s/g, "");
  return digits.length < 8 ? "****" : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** z****@example.cn */
export function maskMail(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "****" : `${address.slice(0, 1)}****${address.slice(at)}`;
}
