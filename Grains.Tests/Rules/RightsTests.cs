using Grains.Rules;

namespace Grains.Tests.Rules;

/// <summary>What follows from offices; the rights of members stand in <c>rights-matrix.txt</c>.</summary>
public sealed class RightsTests
{
    [Fact]
    public void Nobody_but_a_registered_full_member_votes()
    {
        var voters = from category in Enum.GetValues<Category>()
                     from relation in Enum.GetValues<Relation>()
                     where Rights.Ask(category, relation, Right.Vote) is null
                     select (category, relation);
        Assert.Equal([(Category.Full, Relation.Registered)], voters);
    }

    [Theory]
    [InlineData(Role.Secretary, "/b-1/", true)]
    [InlineData(Role.Secretary, "/b-1/b-2/", true)]
    [InlineData(Role.Secretary, "/b-9/", false)]
    [InlineData(Role.Secretary, "/b-10/", false)]
    [InlineData(Role.Finance, "/b-1/", false)]
    [InlineData(Role.GroupLeader, "/b-1/", true)]
    public void An_office_reaches_its_node_and_what_is_below(Role role, string path, bool allowed)
    {
        var actor = new Actor("m-1", "甲", Category.Full, Relation.Registered, "b-5", "/b-5/", [new Office(role, "b-1", "/b-1/")]);
        Assert.Equal(allowed, Rights.AskOfficer(actor, path) is null);
    }

    [Theory]
    [InlineData(Role.Secretary, "/b-1/", true)]
    [InlineData(Role.Operations, "/b-1/", true)]
    [InlineData(Role.Finance, "/b-1/", false)]
    [InlineData(Role.Secretary, "/b-1/b-2/", false)]
    public void Operators_are_officers_of_the_root(Role role, string path, bool allowed)
    {
        var actor = new Actor("m-1", "甲", Category.Full, Relation.Registered, "b-5", "/b-5/", [new Office(role, "b-1", path)]);
        Assert.Equal(allowed ? null : "right.operator-only", Rights.AskOperator(actor)?.Rule);
    }
}
