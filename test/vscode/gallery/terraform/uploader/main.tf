variable "bucket" {
  type = string
}

resource "aws_iam_role" "this" {
  name = "shop-uploader"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "this" {
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::${var.bucket}/*" }]
  })
}

output "role_arn" {
  value = aws_iam_role.this.arn
}
