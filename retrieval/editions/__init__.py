"""Which articles are one work in several languages or releases? Those whose addresses differ in nothing else."""
