"""Which records may be the same: blocking, scoring with reasons, and what people decided. Pure; knows no vault."""
