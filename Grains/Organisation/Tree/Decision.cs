using Grains.Journal;
using Grains.Rules;

namespace Grains.Organisation.Tree;

/// <summary>What a command comes to: a refusal, or writes and the answer that goes with them.</summary>
/// <param name="Touched">Nodes whose pages change, and members whose standing does.</param>
internal sealed record Decision(Refusal? Refusal, IReadOnlyList<RelationWrite> Writes, OrganisationAnswer Answer, IReadOnlyList<string> Touched)
{
    public static Decision Refuse(Refusal refusal) => new(refusal, [], new OrganisationAnswer(refusal), []);

    public static Decision Do(OrganisationAnswer answer, IReadOnlyList<string> touched, params RelationWrite[] writes) =>
        new(null, writes, answer, touched);
}
