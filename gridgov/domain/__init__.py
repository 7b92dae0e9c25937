"""Pure rules: identifiers, codes, registers, classes, workflows, rights."""
