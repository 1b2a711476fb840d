namespace Web.Live.Wire;

/// <summary>What Hello is told. <paramref name="Locale"/> is kept for later: every event carries both languages.</summary>
public sealed record HelloAsk(long? PointsSeq, string? Locale);

/// <summary>What Post is told: text, a picture, or both.</summary>
public sealed record PostAsk(string? ClientId, string? Text, long? ReplyTo, PictureAsk? Picture);

/// <summary>A picture that was uploaded before.</summary>
public sealed record PictureAsk(string? Media, int Width, int Height);
