using System.Data;
using System.Globalization;
using Dapper;

namespace Storage;

/// <summary>How rows become values, the same on both databases: moments are Unix milliseconds, dates yyyy-MM-dd.</summary>
internal static class Mapping
{
    private const string DateFormat = "yyyy-MM-dd";

    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new MomentHandler());
        SqlMapper.AddTypeHandler(new DayHandler());
    }

    public static long Ms(this DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Ms(this DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Moment(this long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public static string Text(this DateOnly day) => day.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static long Bit(this bool on) => on ? 1 : 0;

    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) => ((long)value).Moment();
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value.Text();
        }

        public override DateOnly Parse(object value) =>
            DateOnly.ParseExact((string)value, DateFormat, CultureInfo.InvariantCulture);
    }
}
