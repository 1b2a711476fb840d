using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Grains.Transfers;

namespace Grains.Cards;

/// <summary>Decides commands on a card that is there. Pure.</summary>
internal sealed class CardRules(Card card, HubCalendar calendar, DateTimeOffset now)
{
    /// <summary>A refusal, or the card as it is to be; the same card: it has been done.</summary>
    public (Refusal? Refusal, Card Card) Decide(CardCommand command)
    {
        var home = TransferRights.Holds(command.By, card.Home) && command.By.Member != card.Member;
        switch (command)
        {
            case GiveCard:
                return !home ? (Rulebook.TransferHands, card)
                    : card.State == CardState.Running ? (null, card)
                    : card.State != CardState.Requested || card.Until <= now ? (Rulebook.CardState, card)
                    : (null, Next(CardState.Running) with { Since = now, GivenName = command.By.Name });
            case EndCard end:
                var why = PlainText.Clean(end.Why);
                var own = command.By.Member == card.Member;
                return !home && !own ? (Rulebook.TransferHands, card)
                    : card.State is CardState.Ended or CardState.Refused ? (null, card)
                    : !own && PlainText.CodePoints(why) is 0 or > TransferLimits.NoteCodePoints ? (Rulebook.TransferReason, card)
                    : (null, End(card.State == CardState.Requested && !own ? CardState.Refused : CardState.Ended, why));
            case EnterDues dues:
                return !TransferRights.Holds(command.By, card.Host) ? (Rulebook.TransferHands, card)
                    : card.State is not (CardState.Running or CardState.Ended) || card.Since is null ? (Rulebook.CardState, card)
                    : dues.Fen is < 1 or > CardLimits.FenMost || !IsMonth(dues.Month) ? (Rulebook.CardDues, card)
                    : (null, card with { Version = card.Version + 1 });
            default:
                return (Rulebook.Invalid, card);
        }
    }

    /// <summary>The card at the end of its time; null while it runs on.</summary>
    public Card? Tick() => card.State is CardState.Running or CardState.Requested && card.Until <= now ? End(CardState.Ended, "") : null;

    private Card Next(CardState state) => card with { State = state, Version = card.Version + 1 };

    // A card is over at its date, however late a hub that was down comes to say so: nothing after it is endorsed.
    private Card End(CardState state, string why) =>
        Next(state) with { EndedAt = now < card.Until ? now : card.Until, Why = why.Length > 0 ? why : null };

    private bool IsMonth(string month) =>
        DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var first)
        && first <= calendar.DateOf(now) && first.AddMonths(1) > calendar.DateOf(card.Since!.Value);
}
