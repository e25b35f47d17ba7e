"""Regular consultation (定期会商) of an office with a Party group: agenda, minutes of both, decisions that become tasks."""
