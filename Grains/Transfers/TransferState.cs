namespace Grains.Transfers;

/// <summary>States of a case (rules §7). The names are stored; never rename one.</summary>
public enum TransferState
{
    Draft,
    Submitted,
    /// <summary>源支部同意</summary>
    SourceBranchOk,
    /// <summary>源党委开出介绍信</summary>
    SourceCommitteeIssued,
    /// <summary>A letter is under way: in the member's pocket or on the wire.</summary>
    InTransit,
    /// <summary>目标党委收到</summary>
    TargetCommitteeReceived,
    /// <summary>The roster has changed: the relation is at the target.</summary>
    TargetBranchAccepted,
    /// <summary>Both superiors have receipted: closed.</summary>
    Filed,
    Returned,
    Withdrawn,
    /// <summary>Nobody finished it in time: the relation is where it was all along, at the source.</summary>
    Expired,
}

/// <summary>Which way a case goes. The names are stored; never rename one.</summary>
public enum TransferKind
{
    /// <summary>From a branch of this hub to another one.</summary>
    Inside,
    /// <summary>To a branch outside: by a letter, receipted by hand.</summary>
    Out,
    /// <summary>From outside: a letter that the member holds is presented here.</summary>
    In,
    /// <summary>A whole branch's members to another node.</summary>
    Unit,
}

/// <summary>Why somebody moves. The names are stored; never rename one.</summary>
public enum TransferReason
{
    Work,
    Study,
    Residence,
    Retirement,
    Other,
}

/// <summary>Whose turn it is.</summary>
public enum TransferTurn
{
    Member,
    SourceBranch,
    SourceCommittee,
    TargetCommittee,
    TargetBranch,
    /// <summary>The hub itself: it files.</summary>
    Hub,
    Nobody,
}

/// <summary>The slots of a dossier (S0-06: at least four papers). The names are stored; never rename one.</summary>
public enum PaperSlot
{
    /// <summary>原党支部证明</summary>
    BranchProof,
    /// <summary>上级党委介绍信</summary>
    CommitteeLetter,
    /// <summary>党费缴纳证明</summary>
    DuesProof,
    /// <summary>身份与其他材料</summary>
    Other,
}
