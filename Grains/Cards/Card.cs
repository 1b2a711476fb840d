using Grains.Journal;
using Grains.Rules;

namespace Grains.Cards;

/// <summary>States of an activity card. The names are stored; never rename one.</summary>
public enum CardState
{
    /// <summary>The member has asked; the home branch has not decided.</summary>
    Requested,
    Running,
    Refused,
    /// <summary>Over: by its date, by the member, by the home branch or by a transfer.</summary>
    Ended,
}

/// <summary>
/// An activity card (rules §7): a guest at <paramref name="Host"/> for at most six months. The home relation stays
/// untouched; the home branch gives it, the clock takes it back.
/// </summary>
/// <param name="Id"><c>c-</c> + 22 base64url characters, chosen by who asks.</param>
[GenerateSerializer, Immutable, Alias("card")]
public sealed record Card(
    [property: Id(0)] string Id,
    [property: Id(1)] string Member,
    [property: Id(2)] string MemberName,
    [property: Id(3)] string Home,
    [property: Id(4)] string HomeName,
    [property: Id(5)] string Host,
    [property: Id(6)] string HostName,
    [property: Id(7)] string Note,
    [property: Id(8)] DateTimeOffset AskedAt,
    [property: Id(9)] DateTimeOffset Until,
    [property: Id(10)] CardState State,
    [property: Id(11)] long Version)
{
    [Id(12)] public DateTimeOffset? Since { get; init; }
    [Id(13)] public string? GivenName { get; init; }
    [Id(14)] public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Why it ended or was refused.</summary>
    [Id(15)] public string? Why { get; init; }
}

/// <summary>What a member or an officer asks of a card.</summary>
[GenerateSerializer, Immutable, Alias("card-command")]
public abstract record CardCommand([property: Id(0)] Actor By, [property: Id(1)] string RequestId);

[GenerateSerializer, Immutable, Alias("card-ask")]
public sealed record AskCard(
    Actor By, string RequestId, [property: Id(0)] string Host, [property: Id(1)] DateOnly Until, [property: Id(2)] string Note) : CardCommand(By, RequestId);

/// <summary>The home branch gives it.</summary>
[GenerateSerializer, Immutable, Alias("card-give")]
public sealed record GiveCard(Actor By, string RequestId) : CardCommand(By, RequestId);

/// <summary>Refuses a request or ends a running card. By an officer of the home branch with a reason; by the member without.</summary>
[GenerateSerializer, Immutable, Alias("card-end")]
public sealed record EndCard(Actor By, string RequestId, [property: Id(0)] string Why) : CardCommand(By, RequestId);

/// <summary>An officer of the host enters dues that the guest paid there, in fen, once a month.</summary>
[GenerateSerializer, Immutable, Alias("card-dues")]
public sealed record EnterDues(
    Actor By, string RequestId, [property: Id(0)] string Month, [property: Id(1)] long Fen) : CardCommand(By, RequestId);

[GenerateSerializer, Immutable, Alias("card-answer")]
public sealed record CardAnswer([property: Id(0)] Refusal? Refusal, [property: Id(1)] Card? Card = null);

/// <summary>Limits of cards (rules §7).</summary>
public static class CardLimits
{
    public const int MonthsMost = 6;
    public const long FenMost = 10_000_000;

    /// <summary>The latest moment until which a card asked for now may run: six months, an unbroken stay before it counted in.</summary>
    public static DateTimeOffset Latest(IEnumerable<Card> earlier, string host, DateTimeOffset now)
    {
        var start = now;
        foreach (var card in earlier.Where(c => c.Host == host && c.Since is not null).OrderByDescending(static c => c.Since))
        {
            // A gap of more than a month is a new stay.
            if ((card.EndedAt ?? card.Until).AddMonths(1) < start)
            {
                break;
            }

            start = card.Since!.Value;
        }

        return start.AddMonths(MonthsMost);
    }
}

/// <summary>A new request.</summary>
public sealed record CardOpened(Card Card) : RelationWrite;

/// <summary>A change of a card; where the row has another version nothing of the batch is written. The membership at the host follows.</summary>
public sealed record CardChanged(Card Card, long Version) : RelationWrite;

/// <summary>Dues of one month; a month that is entered already takes the batch with it.</summary>
public sealed record CardDues(string Card, string Month, long Fen, string By, DateTimeOffset At) : RelationWrite;

/// <summary>The member's relation moves to <paramref name="Node"/>: cards there end, the others have a new home.</summary>
public sealed record CardsFollow(string Member, string Node, DateTimeOffset At) : RelationWrite;
