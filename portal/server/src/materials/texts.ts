import type { Text } from "../platform/text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const texts = {
  noFile: of("没有这个文件", "There is no such file"),
  noMaterial: of("这次申请不需要这份材料", "This application does not need that material"),
  closed: of(
    "申请已提交，材料不能再改",
    "The application has been submitted: its materials no longer change",
  ),
  caseClosed: of("这件事已经办结，不能再核对原件", "The case is closed: no original is checked any more"),
  oneFile: of("请用字段 file 上传一个文件", "Send one file in the field “file”"),
  notMultipart: of("请用 multipart/form-data 上传文件", "Send the file as multipart/form-data"),
  broken: of("上传中断，请重试", "The upload broke off: try again"),
  tooMany: (most: number): Text =>
    of(`一份材料最多 ${most} 个文件`, `At most ${most} files for one material`),
  refused: {
    encrypted: of(
      "PDF 设了密码，请去掉密码后再传",
      "The PDF is locked with a password: remove it and upload again",
    ),
    unreadable: of("文件打不开，请重新导出或扫描", "The file cannot be opened: export or scan it again"),
    script: of(
      "PDF 里有脚本或附件，请用“打印成 PDF”重新生成",
      "The PDF holds scripts or attachments: make it again with “print to PDF”",
    ),
    trailing: of(
      "文件里夹带了别的内容，请重新导出",
      "The file carries something else inside: export it again",
    ),
    size: of(
      "图片的尺寸不合理，请重新拍摄或扫描",
      "The picture has impossible dimensions: take or scan it again",
    ),
    empty: of("PDF 没有页", "The PDF has no page"),
    infected: of(
      "文件里查出病毒，已删除。请先在您的设备上查毒，再重新生成文件后上传",
      "A virus was found in the file; it has been removed. Scan your device, make the file anew and upload it",
    ),
  },
  state: {
    missing: of("待上传", "To be uploaded"),
    uploaded: (count: number): Text =>
      of(`已上传 ${count} 个文件`, `${count} ${count === 1 ? "file" : "files"} uploaded`),
    found: of("已查到，可直接使用", "Found: you can use it"),
    form: of("由表单自动生成", "Made from the form"),
    item: of("办理过程中产生，不用交", "Made on the way: nothing to hand in"),
    department: of("由部门提供，不用交", "Supplied by a department: nothing to hand in"),
    later: of("容缺，受理后补交", "May follow: to be supplied after acceptance"),
    undertaking: of("以告知承诺代替", "Replaced by your undertaking"),
  },
  notReusable: of("这张证照不能用在这里", "That licence cannot be used here"),
} as const;
