using Bench.Fuzz;

namespace Web.Tests.Attacks;

/// <summary>S1 and more: every parser of foreign bytes under its corpus and some thousand mutations of it; <c>bench fuzz</c> goes on for as long as asked.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 10_000;

    public static TheoryData<string> Names => new(Targets.All.Select(static target => target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Category", "Slow")]
    public void S1_no_spoiled_input_breaks_what_reads_it(string name)
    {
        var (rounds, failure) = FuzzRun.Run(Targets.All.Single(target => target.Name == name), seed: 1, static round => round < Inputs);
        Assert.True(failure is null, failure?.ToString());
        Assert.Equal(Inputs, rounds);
    }
}
