using Grains.Journal;

namespace Grains.Cards;

/// <summary>One activity card. Like a transfer it keeps nothing between calls. Key: the card's id.</summary>
[Alias("card-grain")]
public interface ICardGrain : IGrainWithStringKey
{
    [Alias("submit")]
    Task<CardAnswer> Submit(CardCommand command);

    /// <summary>Ends it where its time is over.</summary>
    [Alias("tick")]
    Task Tick();
}

/// <summary>Reads cards for decisions. Throws where the database is away.</summary>
public interface ICardStore
{
    Task<Card?> Card(string id, CancellationToken cancellation);

    /// <summary>Cards of a member, oldest first.</summary>
    Task<IReadOnlyList<Card>> OfMember(string member, CancellationToken cancellation);

    /// <summary>Running cards whose time is over.</summary>
    Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation);

    /// <summary>What was entered for a month; null where nothing was.</summary>
    Task<CardDues?> Dues(string card, string month, CancellationToken cancellation);
}
