namespace Bench.Faults;

/// <summary>What a run is asked for.</summary>
/// <param name="Members">Connected members where the scenario does not set its own number.</param>
/// <param name="Storm">Members of the reconnect storm.</param>
/// <param name="Rounds">Rounds of a scenario that has rounds.</param>
/// <param name="AwaySeconds">How long the database stays away.</param>
/// <param name="Rate">Messages a second over all members.</param>
/// <param name="Worlds">Seeded worlds of the models.</param>
public sealed record FaultPlan(int Members, int Storm, int Rounds, int AwaySeconds, int Rate, int Worlds, int Seed, string Hub);
