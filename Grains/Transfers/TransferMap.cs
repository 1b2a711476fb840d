using Grains.Organisation;

namespace Grains.Transfers;

/// <summary>The two lines upward, from the branch to the root, with the officers on them as they are now.</summary>
internal sealed record TransferMap(IReadOnlyList<NodeRow> Source, IReadOnlyList<NodeRow> Target, IReadOnlyList<TransferOfficer> Officers)
{
    /// <summary>The committee that issues and receives for a branch: the nearest above it, else what stands above it, else itself.</summary>
    public static int OfficeOf(IReadOnlyList<NodeRow> line)
    {
        for (var at = 1; at < line.Count; at++)
        {
            if (line[at].Kind == NodeKind.Committee)
            {
                return at;
            }
        }

        return Math.Min(1, line.Count - 1);
    }

    /// <summary>The nearest node from <paramref name="from"/> upward on which somebody other than the member may act; else that node itself.</summary>
    public NodeRow? Desk(IReadOnlyList<NodeRow> line, int from, string? member) =>
        line.Skip(from).FirstOrDefault(node => Has(node, member)) ?? line.ElementAtOrDefault(from);

    public NodeRow? DeskOf(TransferTurn turn, string? member) => turn switch
    {
        TransferTurn.SourceBranch => Desk(Source, 0, member),
        TransferTurn.SourceCommittee => Desk(Source, OfficeOf(Source), member),
        TransferTurn.TargetCommittee => Desk(Target, OfficeOf(Target), member),
        TransferTurn.TargetBranch => Desk(Target, 0, member),
        _ => null,
    };

    /// <summary>The next node above on which somebody may act; null where there is none.</summary>
    public NodeRow? Above(TransferTurn turn, string node, string? member)
    {
        var line = turn is TransferTurn.SourceBranch or TransferTurn.SourceCommittee ? Source : Target;
        return line.SkipWhile(it => it.Id != node).Skip(1).FirstOrDefault(it => Has(it, member));
    }

    private bool Has(NodeRow node, string? member) => Officers.Any(o => o.Node == node.Id && o.Member != member);
}
