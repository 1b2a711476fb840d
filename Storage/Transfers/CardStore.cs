using Grains.Cards;

namespace Storage.Transfers;

/// <summary>Loads cards for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class CardStore(HubDatabase database) : ICardStore
{
    private const string OneSql = "select " + CardData.Columns + " from card where id = @Id";

    private const string OfMemberSql = "select " + CardData.Columns + " from card where member = @Member order by asked_at, id";

    private const string DueSql =
        "select id from card where until <= @Now and state in ('Requested', 'Running') order by until limit @Count";

    private const string DuesSql = "select card, month, fen, entered_by, at from card_dues where card = @Card and month = @Month";

    public async Task<Card?> Card(string id, CancellationToken cancellation) =>
        (await database.FirstAsync<CardData>(OneSql, new { Id = id }, cancellation))?.Card;

    public async Task<IReadOnlyList<Card>> OfMember(string member, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<CardData>(OfMemberSql, new { Member = member }, cancellation)).Select(static row => row.Card)];

    public Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(DueSql, new { Now = now, Count = count }, cancellation);

    public async Task<CardDues?> Dues(string card, string month, CancellationToken cancellation) =>
        await database.FirstAsync<DuesRow>(DuesSql, new { Card = card, Month = month }, cancellation) is { } row
            ? new CardDues(row.Card, row.Month, row.Fen, row.EnteredBy, row.At.Moment())
            : null;

    private sealed class DuesRow
    {
        public string Card { get; set; } = "";
        public string Month { get; set; } = "";
        public long Fen { get; set; }
        public string EnteredBy { get; set; } = "";
        public long At { get; set; }
    }
}
