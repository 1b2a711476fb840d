using System.Globalization;
using Grains.Rules;

namespace Grains.Organisation.Tree;

/// <summary>
/// The one writer of the tree, of the registry of enterprises and of the links of clubs. It keeps nothing: it reads, decides, commits, answers.
/// A version of the whole tree is part of every commit, so a second activation decides nothing on an old state. Key: <see cref="Key"/>.
/// </summary>
[Alias("organisation")]
public interface IOrganisationGrain : IGrainWithStringKey
{
    const string Key = "organisation";

    [Alias("submit"), ResponseTimeout(LongCalls.Most)]
    Task<OrganisationAnswer> Submit(OrganisationCommand command);
}

/// <summary>A refusal, or what was done; a retry is answered the same.</summary>
/// <param name="Id">The node or enterprise that the command made or changed.</param>
/// <param name="Nodes">Nodes that went elsewhere.</param>
/// <param name="Members">Members that went elsewhere.</param>
/// <param name="Warnings">What the rules advise against without forbidding it; see <see cref="TreeWarning"/>.</param>
[GenerateSerializer, Immutable, Alias("organisation-answer")]
public sealed record OrganisationAnswer(
    [property: Id(0)] Refusal? Refusal,
    [property: Id(1)] string Id = "",
    [property: Id(2)] int Nodes = 0,
    [property: Id(3)] int Members = 0,
    [property: Id(4)] string[]? Warnings = null)
{
    /// <summary>As kept with the command.</summary>
    internal string ToResult() =>
        string.Create(CultureInfo.InvariantCulture, $"{Id} {Nodes} {Members} {string.Join(',', Warnings ?? [])}");

    internal static OrganisationAnswer Parse(string result)
    {
        var parts = result.Split(' ');
        return new OrganisationAnswer(
            null,
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[3].Length == 0 ? null : parts[3].Split(','));
    }
}

/// <summary>Advice of the rules (§2) that forbids nothing. Words of the protocol.</summary>
public static class TreeWarning
{
    /// <summary>A joint branch generally has at most five units.</summary>
    public const string JointUnits = "unit.joint-most";
    /// <summary>Some of the enterprise's declared members have their relation elsewhere: they need a transfer.</summary>
    public const string TransferNeeded = "unit.transfer-needed";
}
