namespace Grains.Transfers;

/// <summary>The state machine of rules §7 as one table: whose turn a state is, and where it goes when that one says yes.</summary>
public static class TransferPath
{
    /// <summary>States before the acceptance: the source is responsible, and the case may still be left by a side exit.</summary>
    public static bool IsRunning(TransferState state) => state < TransferState.TargetBranchAccepted;

    /// <summary>Neither a step nor a side exit leads on from here.</summary>
    public static bool IsClosed(TransferState state) => state >= TransferState.Filed;

    public static TransferTurn Turn(TransferKind kind, TransferState state) => (kind, state) switch
    {
        (_, TransferState.Draft) => TransferTurn.Member,
        (TransferKind.Inside or TransferKind.Out, TransferState.Submitted) => TransferTurn.SourceBranch,
        (TransferKind.Inside or TransferKind.Out, TransferState.SourceBranchOk) => TransferTurn.SourceCommittee,
        (TransferKind.Out, TransferState.InTransit) => TransferTurn.SourceCommittee,
        (TransferKind.Inside or TransferKind.In, TransferState.InTransit) => TransferTurn.TargetCommittee,
        (TransferKind.Inside or TransferKind.In or TransferKind.Unit, TransferState.TargetCommitteeReceived) => TransferTurn.TargetBranch,
        (_, TransferState.TargetBranchAccepted) => TransferTurn.Hub,
        _ => TransferTurn.Nobody,
    };

    /// <summary>
    /// The states that a yes passes, in order; the last is where it rests. Without a letter on paper the steps between
    /// the two committees are one click, because the same hub holds both.
    /// </summary>
    public static TransferState[] Yes(TransferKind kind, TransferState state, bool paper) => (kind, state) switch
    {
        (TransferKind.In, TransferState.Draft) => [TransferState.Submitted, TransferState.InTransit],
        (_, TransferState.Draft) => [TransferState.Submitted],
        (TransferKind.Inside or TransferKind.Out, TransferState.Submitted) => [TransferState.SourceBranchOk],
        (TransferKind.Out, TransferState.SourceBranchOk) => [TransferState.SourceCommitteeIssued, TransferState.InTransit],
        (TransferKind.Inside, TransferState.SourceBranchOk) => paper
            ? [TransferState.SourceCommitteeIssued, TransferState.InTransit]
            : [TransferState.SourceCommitteeIssued, TransferState.InTransit, TransferState.TargetCommitteeReceived],
        (TransferKind.Out, TransferState.InTransit) => [TransferState.TargetBranchAccepted],
        (TransferKind.Inside or TransferKind.In, TransferState.InTransit) => [TransferState.TargetCommitteeReceived],
        (TransferKind.Inside or TransferKind.In or TransferKind.Unit, TransferState.TargetCommitteeReceived) => [TransferState.TargetBranchAccepted],
        (_, TransferState.TargetBranchAccepted) => [TransferState.Filed],
        _ => [],
    };

    /// <summary>Whether the case has gone past a state: a click on it that comes late has been done.</summary>
    public static bool IsPast(TransferState from, TransferState now) => now <= TransferState.Filed && now > from;
}
