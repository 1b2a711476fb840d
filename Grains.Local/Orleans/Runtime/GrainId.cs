namespace Orleans.Runtime;

/// <summary>A part of an id.</summary>
public readonly record struct IdSpan
{
    private readonly string? _text;

    private IdSpan(string text) => _text = text;

    /// <summary>Whether it was never set.</summary>
    public bool IsDefault => _text is null;

    /// <summary>The part with this text.</summary>
    public static IdSpan Create(string id) => new(id ?? throw new ArgumentNullException(nameof(id)));

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}

/// <summary>What kind of grain: the name of its class without "Grain", in lower case.</summary>
public readonly record struct GrainType
{
    private GrainType(IdSpan value) => Value = value;

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>The kind with this name.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Which grain: its kind and its key.</summary>
public readonly record struct GrainId
{
    private const char Separator = '/';

    private GrainId(GrainType type, IdSpan key) => (Type, Key) = (type, key);

    /// <summary>The kind.</summary>
    public GrainType Type { get; }

    /// <summary>The key.</summary>
    public IdSpan Key { get; }

    /// <summary>Whether it was never set.</summary>
    public bool IsDefault => Key.IsDefault;

    /// <summary>The id of this kind and key.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <inheritdoc cref="Create(GrainType, IdSpan)" />
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <inheritdoc cref="Create(GrainType, IdSpan)" />
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static GrainId Parse(string value) =>
        TryParse(value, out var id) ? id : throw new FormatException($"'{value}' is no grain id.");

    /// <inheritdoc cref="Parse" />
    public static bool TryParse(string? value, out GrainId result)
    {
        var at = value?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        result = at > 0 ? Create(value![..at], value[(at + 1)..]) : default;
        return at > 0;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Type}{Separator}{Key}";
}
