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
