using Grains.Journal;
using Grains.Rules;

namespace Grains.Members;

/// <summary>Changes what a member has chosen; the member's own command.</summary>
[GenerateSerializer, Immutable, Alias("set-privacy")]
public sealed record SetPrivacy(
    [property: Id(0)] string RequestId,
    [property: Id(1)] PrivacySettings Settings);

[GenerateSerializer, Immutable, Alias("privacy-answer")]
public sealed record PrivacyAnswer([property: Id(0)] Refusal? Refusal);

/// <summary>Replaces what the member had chosen.</summary>
public sealed record PrivacySet(string Member, PrivacySettings Settings, DateTimeOffset At) : RelationWrite;

/// <summary>The settings of one member. Key: the member id.</summary>
[Alias("privacy")]
public interface IPrivacyGrain : IGrainWithStringKey
{
    [Alias("set")]
    Task<PrivacyAnswer> Set(SetPrivacy command);
}
