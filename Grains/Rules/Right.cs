namespace Grains.Rules;

/// <summary>What a person may want to do as a member (rules §1, the columns of the matrix).</summary>
public enum Right
{
    /// <summary>参加、发言</summary>
    Attend,
    /// <summary>学习、积分</summary>
    EarnPoints,
    /// <summary>提议、附议</summary>
    RaiseMotion,
    /// <summary>表决</summary>
    Vote,
    /// <summary>选举</summary>
    Elect,
    /// <summary>被选举</summary>
    Stand,
    /// <summary>在本组织交纳党费</summary>
    PayDuesHere,
    /// <summary>表决时计入应到</summary>
    CountForVotes,
    /// <summary>建议</summary>
    Suggest,
    /// <summary>提问、咨询</summary>
    AskQuestions,
}
