using Grains.Gatherings;
using Grains.Rules;

namespace Grains.Tests.Rules;

/// <summary>Who sees a member's name in lists: viewer × what the member chose.</summary>
public sealed class PrivacyTests
{
    private static readonly Subject Person = new("m-1", "/b-1/b-2/");

    // Columns: Members, Officers, Nobody, Members with the viewer named as a conflict.
    [Theory]
    [InlineData("self", true, true, true, true)]
    [InlineData("branch officer", true, true, true, true)]
    [InlineData("officer above", true, true, false, false)]
    [InlineData("branch finance", true, false, false, false)]
    [InlineData("member of the branch", true, false, false, false)]
    [InlineData("member elsewhere", false, false, false, false)]
    public void A_name_is_shown_as_the_member_chose(string viewer, bool members, bool officers, bool nobody, bool conflict)
    {
        var actor = Viewer(viewer);
        Assert.Equal(members, Privacy.Shows(actor, Person, PrivacySettings.Default));
        Assert.Equal(officers, Privacy.Shows(actor, Person, new PrivacySettings(Audience.Officers, [])));
        Assert.Equal(nobody, Privacy.Shows(actor, Person, new PrivacySettings(Audience.Nobody, [])));
        Assert.Equal(conflict, Privacy.Shows(actor, Person, new PrivacySettings(Audience.Members, [actor.Name])));
    }

    // Columns: the officer answers for the attendance, or looks from above; the person chose nobody and named the viewer.
    [Theory]
    [InlineData("officer of the node that meets", true, true)]
    [InlineData("who summoned", true, true)]
    [InlineData("officer above", false, false)]
    [InlineData("member of the branch", false, false)]
    public void On_a_gatherings_roster_the_duty_of_attendance_sees_everyone_and_whoever_looks_from_above_sees_as_the_member_chose(
        string viewer, bool keeps, bool sees)
    {
        var actor = Viewer(viewer == "officer of the node that meets" ? "branch officer" : viewer == "who summoned" ? "officer above" : viewer);
        var charter = new GatheringCharter(
            "g-1", "b-2", "/b-1/b-2/", "第二支部", Subtree: false, GatheringType.BranchMeeting, "大会", Activists: false,
            viewer == "who summoned" ? actor.Member : "m-9", "书记", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        Assert.Equal(keeps, RosterScope.KeepsAttendance(charter, actor));
        var settings = new PrivacySettings(Audience.Nobody, [actor.Name]);
        Assert.Equal(sees, Privacy.ShowsOnRoster(actor, RosterScope.KeepsAttendance(charter, actor), Person, settings));
    }

    private static Actor Viewer(string who) => who switch
    {
        "self" => Of("m-1", "/b-1/b-2/"),
        "branch officer" => Of("m-2", "/b-1/b-2/", new Office(Role.Secretary, "b-2", "/b-1/b-2/")),
        "officer above" => Of("m-3", "/b-1/b-9/", new Office(Role.Organisation, "b-1", "/b-1/")),
        "branch finance" => Of("m-4", "/b-1/b-2/", new Office(Role.Finance, "b-2", "/b-1/b-2/")),
        "member of the branch" => Of("m-5", "/b-1/b-2/"),
        _ => Of("m-6", "/b-1/b-3/"),
    };

    private static Actor Of(string member, string path, params Office[] offices) =>
        new(member, "同事", Category.Full, Relation.Registered, "b", path, offices);
}
