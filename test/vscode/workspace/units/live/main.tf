module "ship" {
  source = "../modules/role"
  name   = "unit-ship"
  bucket = "unit-releases"
}

resource "github_actions_secret" "ship" {
  repository      = "shop"
  secret_name     = "SHIP_ROLE_ARN"
  plaintext_value = module.ship.arn
}
