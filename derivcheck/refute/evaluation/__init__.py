"""What a claim comes to at one point, and the certificate that it fails there."""
