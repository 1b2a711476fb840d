namespace Grains.Rules;

/// <summary>What a person is to the Party (rules §1). The names are stored; never rename one.</summary>
public enum Category
{
    /// <summary>正式党员</summary>
    Full,
    /// <summary>预备党员</summary>
    Probationary,
    /// <summary>留党察看: a member under disciplinary probation.</summary>
    Disciplined,
    /// <summary>入党积极分子</summary>
    Activist,
    /// <summary>入党申请人</summary>
    Applicant,
    /// <summary>席位: head of an enterprise that has no branch.</summary>
    SeatHolder,
    /// <summary>来宾, 群众, 企业职工</summary>
    Guest,
    /// <summary>党建指导员</summary>
    Instructor,
    /// <summary>发展对象: an activist whom the branch has named for admission.</summary>
    Candidate,
}

/// <summary>Where the formal relation of a member stands, seen from the branch whose life the member shares.</summary>
public enum Relation
{
    /// <summary>在册: the formal relation is here.</summary>
    Registered,
    /// <summary>非在册: holds a temporary letter.</summary>
    TemporaryLetter,
    /// <summary>非在册: holds an activity card.</summary>
    ActivityCard,
    /// <summary>非在册: a letter was issued and never presented (口袋党员).</summary>
    Pocket,
    /// <summary>非在册: not known where the relation is.</summary>
    Unknown,
}
