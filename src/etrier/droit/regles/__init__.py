"""Pure rules: frames and dated parameters in, frames that explain themselves out."""
