using Grains.Rules;

namespace Grains.Tests.Rules;

/// <summary>The matrix of rules §1, checked in as a table: + allowed, else the rule that refuses.</summary>
public sealed class RightsTests
{
    // Columns: Attend EarnPoints RaiseMotion Vote Elect Stand PayDuesHere CountForVotes.
    private static readonly string[] Matrix =
    [
        "Full Registered           | + | + | + | + | + | + | + | +",
        "Full TemporaryLetter      | + | + | + | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere",
        "Full ActivityCard         | + | + | + | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | + | right.relation-elsewhere",
        "Full Pocket               | + | + | + | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere",
        "Full Unknown              | + | + | + | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere | right.relation-elsewhere",
        "Probationary Registered   | + | + | + | right.probationary | right.probationary | right.probationary | + | right.probationary",
        "Disciplined Registered    | + | + | + | right.disciplined | right.disciplined | right.disciplined | + | right.disciplined",
        "Activist Registered       | right.invited-only | + | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member",
        "Applicant Unknown         | right.invited-only | + | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member",
        "SeatHolder Unknown        | right.invited-only | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member",
        "Guest Unknown             | right.invited-only | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member",
        "Instructor Unknown        | + | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member | right.not-member",
    ];

    public static TheoryData<string> Rows => [.. Matrix];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_right_of_every_category_is_as_the_table_says(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var who = cells[0].Split(' ');
        var (category, relation) = (Enum.Parse<Category>(who[0]), Enum.Parse<Relation>(who[1]));
        var answers = Enum.GetValues<Right>().Select(right => Rights.Ask(category, relation, right)?.Rule ?? "+");
        Assert.Equal(cells[1..], answers);
    }

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
