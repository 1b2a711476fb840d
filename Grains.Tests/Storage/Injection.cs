namespace Grains.Tests.Storage;

/// <summary>Strings that broke somebody's SQL, JSON or LIKE once (S8).</summary>
public static class Injection
{
    public static TheoryData<string> Corpus { get; } =
    [
        "'; drop table message; --",
        "\" or \"\"=\"",
        "1' or '1'='1' /*",
        "$1 $2 @p0 :name ?",
        "%_!\\ [a-z]* escape '!'",
        "'; select pg_sleep(10); --",
        "\\'; attach database 'x' as x; --",
        "{\"text\":\"}\"}",
        "<script>alert(1)</script> & \u2028 \u202e תלא 👨‍👩‍👧",
        "党费 ' 支部 \"  \r\n\t",
    ];
}
