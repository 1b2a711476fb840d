using Grains.Journal;

namespace Grains.VirtualBranches;

/// <summary>What a command comes to: its writes, what goes on record, whom to tell. Without writes nothing is committed.</summary>
internal sealed class VirtualDraft(string result)
{
    public List<RelationWrite> Writes { get; } = [];
    /// <summary>Members whose devices hear of it, beside the actor and the secretary.</summary>
    public List<string> Tell { get; } = [];
    /// <summary>Action of the audit entry.</summary>
    public string Action { get; init; } = "";
    /// <summary>Ids and words of the program only.</summary>
    public string Detail { get; init; } = "";
    /// <summary>What a retry is answered with as well.</summary>
    public string Result => result;

    public VirtualDraft Add(params RelationWrite[] writes)
    {
        Writes.AddRange(writes);
        return this;
    }

    public VirtualDraft Telling(params string?[] members)
    {
        Tell.AddRange(members.OfType<string>());
        return this;
    }
}
