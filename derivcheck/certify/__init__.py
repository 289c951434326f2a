"""Certificates: what a verdict hands to the auditor, so that nobody need take the kernel's word.

The kernel and the refuter are not asked again. A proof is looked for anew, in the auditor's own small steps;
where that finds none, the certificate says which of the kernel's rules are trusted.
"""
