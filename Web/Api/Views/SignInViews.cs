namespace Web.Api.Views;

/// <summary>A sign-in. <paramref name="Device"/> is a name the member knows the device by (≤60 code points, optional).</summary>
public sealed record SignInRequest(string? Number, string? Password, string? Device)
{
    /// <summary>Never the number nor the password, wherever a request is printed.</summary>
    public override string ToString() => nameof(SignInRequest);
}

public sealed record SignOutRequest(bool Everywhere);

public sealed record PasswordRequest(string? Current, string? Next)
{
    /// <summary>Never a password, wherever a request is printed.</summary>
    public override string ToString() => nameof(PasswordRequest);
}
