using Grains.Rules;

namespace Grains.Organisation;

/// <summary>Reads the records of a roster one by one into members and offices, and adds what is wrong to the problems.</summary>
internal sealed class RosterReader(
    RosterBook book, RosterOptions options, RosterTree tree, RosterNumbers numbers, List<RosterProblem> problems)
{
    private const int NameMost = 50;

    private readonly Dictionary<string, RosterPlace> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string> _secretaries = [];
    // Members still without a number, with the line they stand on.
    private readonly List<(int Member, RosterPlace At, DateOnly Month)> _unnumbered = [];
    private string _sheet = "";
    // Offices before this one have their member.
    private int _settled;

    public List<RosterMember> Members { get; } = [];
    public List<RosterOffice> Offices { get; } = [];
    public int Rows { get; private set; }

    public void Read(RosterRow row, RosterColumns columns, string sheet)
    {
        Rows++;
        _sheet = sheet;
        var before = problems.Count;
        var line = row.Line;
        if (row.Cells.Length > columns.Width && row.Cells.AsSpan(columns.Width).ContainsAnyExcept(""))
        {
            problems.Add(RosterProblem.Width(line));
            return;
        }
        var path = Required(row, columns, RosterColumn.Path);
        var lineage = path is null ? null : tree.Find(path, line, problems);
        if (lineage is not null && !options.MayTouch(lineage[^1]))
        {
            problems.Add(RosterProblem.PathScope(line));
        }
        var name = Name(row, columns);
        var category = Word(row, columns, RosterColumn.Category, RosterWords.ToCategory);
        var relation = RosterWords.ToRelation(columns.Cell(row, RosterColumn.Relation));
        if (relation is null)
        {
            problems.Add(RosterProblem.Word(line, RosterColumn.Relation));
        }
        var phone = Phone(line, columns.Cell(row, RosterColumn.Phone));
        var joined = Joined(line, columns.Cell(row, RosterColumn.Joined), category);
        var number = Number(line, columns.Cell(row, RosterColumn.Number), joined);
        var posts = RosterPost.Read(columns.Cell(row, RosterColumn.Post), out var unknown);
        if (unknown)
        {
            problems.Add(RosterProblem.Word(line, RosterColumn.Post));
        }
        if (number is null && category is { } kind && RosterWords.HasJoined(kind) && joined is null
            && columns.Cell(row, RosterColumn.Joined).Length == 0 && columns.Cell(row, RosterColumn.Number).Length == 0)
        {
            problems.Add(RosterProblem.Blank(line, RosterColumn.Joined));
        }
        if (name is not null && lineage is not null)
        {
            Once(line, name, phone, number, lineage[^1], joined);
        }
        if (lineage is not null && category is not null)
        {
            posts.ForEach(post => Post(line, post, lineage, category.Value));
        }
        if (problems.Count == before)
        {
            Add(line, lineage![^1], name!, category!.Value, relation!.Value, phone, joined, number);
        }
    }

    /// <summary>Mints the missing numbers, once every given one is known; answers how many.</summary>
    public int Finish(bool good)
    {
        foreach (var (member, at, month) in good ? _unnumbered : [])
        {
            if (numbers.Mint(month) is { } number)
            {
                Members[member] = Members[member] with { Number = number };
            }
            else
            {
                problems.Add(RosterProblem.NumbersSpent(at.Line) with { Sheet = at.Sheet });
            }
        }
        return good ? _unnumbered.Count : 0;
    }

    private void Add(
        int line, RosterNode node, string name, Category category, Relation relation, string? phone, DateOnly? joined, string? number)
    {
        if (number is null)
        {
            // Who has not joined gets the month of being entered.
            _unnumbered.Add((Members.Count, new RosterPlace(_sheet, line), joined ?? options.Today));
        }
        joined ??= number is not null && RosterWords.HasJoined(category) ? RosterNumbers.MonthOf(number) : null;
        var id = options.MintMember();
        for (; _settled < Offices.Count; _settled++)
        {
            Offices[_settled] = Offices[_settled] with { Member = id };
        }
        Members.Add(new RosterMember(id, number ?? "", name, category, relation, node.Id, joined, phone, null, false));
    }

    private void Post(int line, RosterPostWord post, RosterNode[] lineage, Category category)
    {
        var node = post switch
        {
            { Name: { } whose } => Array.FindLast(lineage, at => at.Name == whose),
            { Kind: { } kind } => Array.FindLast(lineage, at => at.Kind == kind),
            _ => lineage[^1],
        };
        if (node is null)
        {
            problems.Add(RosterProblem.PostPlace(line));
        }
        else if (!options.MayTouch(node))
        {
            problems.Add(RosterProblem.PathScope(line));
        }
        else if (category != Category.Full && RosterPost.NeedsFullMember(post.Role))
        {
            problems.Add(RosterProblem.PostStanding(line));
        }
        else if (post.Role == Role.Secretary && (book.Secretaries.Contains(node.Id) || !_secretaries.Add(node.Id)))
        {
            problems.Add(RosterProblem.SecretaryTwice(line));
        }
        else
        {
            Offices.Add(new RosterOffice("", post.Role, node.Id));
        }
    }

    // One person: the same name and phone, or, without phone and number, the same name and day in one node.
    private void Once(int line, string name, string? phone, string? number, RosterNode node, DateOnly? joined)
    {
        var key = phone is not null ? RosterBook.PersonKey(name, phone)
            : number is null ? RosterBook.PersonKey(name, node.Id, joined?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : null;
        if (key is null)
        {
            return;
        }
        if (book.People.Contains(key))
        {
            problems.Add(phone is not null ? RosterProblem.PersonKnown(line) : RosterProblem.PersonThere(line));
        }
        else if (!_people.TryAdd(key, new RosterPlace(_sheet, line)))
        {
            problems.Add(RosterProblem.PersonTwice(new RosterPlace(_sheet, line), _people[key]));
        }
    }

    private string? Required(RosterRow row, RosterColumns columns, RosterColumn column)
    {
        var cell = columns.Cell(row, column);
        if (cell.Length is 0 or > RosterSheet.CellMost || RosterText.HasHidden(cell))
        {
            problems.Add(cell.Length == 0 ? RosterProblem.Blank(row.Line, column)
                : cell.Length > RosterSheet.CellMost ? RosterProblem.TooLong(row.Line, column, RosterSheet.CellMost)
                : RosterProblem.Hidden(row.Line, column));
            return null;
        }
        return cell;
    }

    private string? Name(RosterRow row, RosterColumns columns)
    {
        if (Required(row, columns, RosterColumn.Name) is not { } cell)
        {
            return null;
        }
        var name = RosterWords.ToName(cell);
        if (name is null || name.EnumerateRunes().Count() > NameMost)
        {
            problems.Add(name is null ? RosterProblem.Name(row.Line) : RosterProblem.TooLong(row.Line, RosterColumn.Name, NameMost));
            return null;
        }
        return name;
    }

    private T? Word<T>(RosterRow row, RosterColumns columns, RosterColumn column, Func<string, T?> read)
        where T : struct
    {
        if (Required(row, columns, column) is not { } cell)
        {
            return null;
        }
        var word = read(cell);
        if (word is null)
        {
            problems.Add(RosterProblem.Word(row.Line, column));
        }
        return word;
    }

    private string? Phone(int line, string cell)
    {
        if (cell.Length == 0)
        {
            return null;
        }
        var phone = RosterWords.ToPhone(cell);
        if (phone is null)
        {
            problems.Add(RosterWords.IsRounded(cell) ? RosterProblem.Rounded(line, RosterColumn.Phone) : RosterProblem.Phone(line));
        }
        return phone;
    }

    private DateOnly? Joined(int line, string cell, Category? category)
    {
        if (cell.Length == 0)
        {
            return null;
        }
        var joined = RosterWords.ToDate(cell);
        var problem = joined is null ? RosterProblem.Date(line)
            : joined > options.Today ? RosterProblem.Future(line)
            : joined < RosterWords.Earliest ? RosterProblem.Early(line)
            : category is { } kind && !RosterWords.HasJoined(kind) ? RosterProblem.NotJoined(line)
            : null;
        if (problem is null)
        {
            return joined;
        }
        problems.Add(problem);
        return null;
    }

    private string? Number(int line, string cell, DateOnly? joined)
    {
        if (cell.Length == 0)
        {
            return null;
        }
        if (RosterWords.IsRounded(cell))
        {
            problems.Add(RosterProblem.Rounded(line, RosterColumn.Number));
            return null;
        }
        var problem = numbers.Give(cell, joined, new RosterPlace(_sheet, line), out var number);
        if (problem is null)
        {
            return number;
        }
        problems.Add(problem);
        return null;
    }
}
