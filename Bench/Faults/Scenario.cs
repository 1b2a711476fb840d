namespace Bench.Faults;

/// <summary>One fault, played against a real hub. <paramref name="Say"/> tells the progress.</summary>
public sealed record Scenario(string Name, string What, Func<FaultPlan, Action<string>, CancellationToken, Task<Finding>> Run);
