"""The whole programme: inspection and findings, boards, workstreams, strategies and consultations as pages."""
