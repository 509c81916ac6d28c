"""Document and mentions to candidates: what may have happened, when, where, who, of which kind."""
