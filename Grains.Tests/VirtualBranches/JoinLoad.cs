using System.Diagnostics;
using Grains.Organisation;
using Grains.VirtualBranches;
using Orleans;

namespace Grains.Tests.VirtualBranches;

/// <summary>How long joins took, in milliseconds, each from the call to the acknowledgement.</summary>
internal sealed record JoinFigures(int Joins, double P50, double P95, double Most);

/// <summary>Members join a virtual branch one after the other, or some at a time, and each join is timed. For measurements.</summary>
internal static class JoinLoad
{
    /// <param name="node">A branch with open joining.</param>
    /// <param name="members">Who joins; none of them is in it yet.</param>
    /// <param name="width">How many join at the same time.</param>
    public static async Task<JoinFigures> RunAsync(
        IGrainFactory grains, IOrganisationStore organisation, string node, IReadOnlyList<string> members, long rules, int width = 1,
        CancellationToken cancellation = default)
    {
        var took = new double[members.Count];
        await Parallel.ForAsync(0, members.Count, new ParallelOptions { MaxDegreeOfParallelism = width, CancellationToken = cancellation }, async (i, stop) =>
        {
            var started = Stopwatch.GetTimestamp();
            var actor = await organisation.Actor(members[i], stop) ?? throw new InvalidOperationException("There is no such member.");
            var answer = await grains.GetGrain<IVirtualBranchGrain>(node).Submit(new JoinVirtual(actor, Guid.NewGuid().ToString("N"), rules));
            if (answer.Result != "joined")
            {
                throw new InvalidOperationException($"A join was refused: {answer.Refusal?.Rule ?? answer.Result}.");
            }

            took[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        Array.Sort(took);
        double At(double share) => took.Length == 0 ? 0 : took[Math.Min(took.Length - 1, (int)(took.Length * share))];
        return new JoinFigures(took.Length, At(0.5), At(0.95), At(1));
    }
}
