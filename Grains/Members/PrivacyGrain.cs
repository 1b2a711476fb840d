using Grains.Gateways;
using Grains.Journal;
using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Members;

/// <summary>Checks and commits; keeps nothing. The audit says that the settings changed, never whom they name.</summary>
internal sealed class PrivacyGrain(IJournal journal, ICommandStore commands, TimeProvider clock) : Grain, IPrivacyGrain
{
    public async Task<PrivacyAnswer> Set(SetPrivacy command)
    {
        var member = this.GetPrimaryKeyString();
        if (!Gatherings.Room.IsClientId(command.RequestId) || !Enum.IsDefined(command.Settings.Audience))
        {
            return new PrivacyAnswer(Rulebook.Invalid);
        }

        var (was, used) = await commands.Before(member, command.RequestId, "privacy");
        if (was is not null || used is not null)
        {
            return new PrivacyAnswer(used);
        }

        string[] names = [.. command.Settings.Conflicts.Select(name => PlainText.Clean(name)).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length > PrivacySettings.ConflictsMost || names.Any(static name => PlainText.CodePoints(name) > PrivacySettings.NameCodePoints))
        {
            return new PrivacyAnswer(Rulebook.PrivacyNames);
        }

        var now = clock.Now();
        var facts = new RelationFacts
        {
            Command = new CommandFact(member, command.RequestId, now, "privacy", ""),
            Writes = [new PrivacySet(member, command.Settings with { Conflicts = names }, now)],
            Audit = [new AuditFact(now, member, AuditActions.PrivacySet, member, $"{command.Settings.Audience}")],
        };
        if (await journal.Commit(facts) is { } refusal)
        {
            return new PrivacyAnswer(refusal);
        }

        GrainFactory.GetGrain<IMemberGrain>(member).Notice(new Notice(NoticeKinds.Me, member)).Ignore();
        return new PrivacyAnswer(Refusal: null);
    }
}
