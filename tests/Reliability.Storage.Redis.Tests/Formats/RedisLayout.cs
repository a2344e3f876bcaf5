using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests.Formats;

/// <summary>
/// The keys of a store as text: the commands that create them, one in a line, quoted as <c>redis-cli</c> reads them. The prefix is that of
/// the default options.
/// </summary>
internal static partial class RedisLayout
{
    private const string Prefix = "reliability";

    /// <summary>Describes all keys of a prefix. What depends on the time of the server and on chance is replaced.</summary>
    public static async Task<string> DescribeAsync(
        ConnectionMultiplexer connection, string prefix, DateTimeOffset end, IReadOnlyDictionary<string, string> random)
    {
        IDatabase database = connection.GetDatabase();
        SortedDictionary<string, string[]> lines = new(StringComparer.Ordinal);
        await foreach (RedisKey key in connection.GetServers()[0].KeysAsync(pattern: prefix + ":*"))
        {
            string name = Text(key);
            List<string[]> commands = [.. await CommandsAsync(database, key, await database.KeyTypeAsync(key))];
            if (await database.KeyTimeToLiveAsync(key) is not null)
            {
                commands.Add(["PEXPIREAT", Number(end.ToUnixTimeMilliseconds())]);
            }

            string renamed = Prefix + name[prefix.Length..];
            lines.Add(renamed, [.. commands.Select(one => Line(one[0], renamed, Normalize(renamed, one, end)))]);
        }

        string text = string.Concat(lines.Values.SelectMany(one => one));
        return random.Aggregate(text, (result, one) => result.Replace(one.Key, one.Value, StringComparison.Ordinal));
    }

    /// <summary>Runs the commands of a sample for another prefix.</summary>
    public static async Task LoadAsync(ConnectionMultiplexer connection, string prefix, string text)
    {
        IDatabase database = connection.GetDatabase();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string command = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            string[] arguments = [.. Argument().Matches(line).Select(one => Unescape(one.Groups[1].Value))];
            arguments[0].Should().StartWith(Prefix + ":");
            RedisKey key = prefix + arguments[0][Prefix.Length..];
            object[] values = [key, .. arguments[1..].Select(Encoding.Latin1.GetBytes)];
            await database.ExecuteAsync(command, values);
        }
    }

    /// <summary>Leaves of sketches and journal entries what tells their version.</summary>
    public static string Mask(string text) => Opaque().Replace(text, "$1...\"");

    private static async Task<IEnumerable<string[]>> CommandsAsync(IDatabase database, RedisKey key, RedisType type) => type switch
    {
        RedisType.Hash => (await database.HashGetAllAsync(key))
            .Select(one => (string[])["HSET", Text(one.Name), Text(one.Value)])
            .OrderBy(one => one[1], StringComparer.Ordinal),
        RedisType.SortedSet => (await database.SortedSetRangeByRankWithScoresAsync(key))
            .Select(one => (string[])["ZADD", one.Score.ToString("R", CultureInfo.InvariantCulture), Text(one.Element)]),
        RedisType.Set => (await database.SetMembersAsync(key))
            .Select(one => (string[])["SADD", Text(one)])
            .OrderBy(one => one[1], StringComparer.Ordinal),
        RedisType.List => (await database.ListRangeAsync(key)).Select(one => (string[])["RPUSH", Text(one)]),
        RedisType.String => [["SET", Text(await database.StringGetAsync(key))]],
        _ => throw new NotSupportedException($"No layout has a key of type {type}."),
    };

    /// <summary>The times of the server, and the order of what has none.</summary>
    private static string[] Normalize(string key, string[] command, DateTimeOffset end)
    {
        if (command[0] != "HSET")
        {
            return command[1..];
        }

        if (key.EndsWith(":s:state", StringComparison.Ordinal) && command[1] == "born")
        {
            return ["born", "1772366400.0"];
        }

        if (key.EndsWith(":l:leases", StringComparison.Ordinal) && command[1].Length > 0)
        {
            string[] parts = command[2].Split(' ', 3);
            return [command[1], $"{parts[0]} {Number(end.ToUnixTimeMilliseconds() * 1000)} {parts[2]}"];
        }

        return key.EndsWith(":x:values", StringComparison.Ordinal)
            ? [command[1], string.Join('\n', command[2].Split('\n').Order(StringComparer.Ordinal))]
            : command[1..];
    }

    private static string Line(string command, string key, string[] rest) =>
        $"{command} {string.Join(' ', rest.Prepend(key).Select(one => $"\"{Escape(one)}\""))}\n";

    private static string Escape(string bytes)
    {
        var escaped = new StringBuilder();
        foreach (char one in bytes)
        {
            escaped.Append(one switch
            {
                '"' or '\\' => $"\\{one}",
                '\n' => "\\n",
                >= ' ' and <= '~' => one.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)one:x2}"),
            });
        }

        return escaped.ToString();
    }

    private static string Unescape(string escaped) => Escaped().Replace(escaped, one => one.Value switch
    {
        "\\n" => "\n",
        ['\\', 'x', .. var digits] => ((char)int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        _ => one.Value[1..],
    });

    /// <summary>Bytes as text, a character each.</summary>
    private static string Text(RedisKey key) => Encoding.Latin1.GetString((byte[])key!);

    private static string Text(RedisValue value) => Encoding.Latin1.GetString((byte[])value!);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        "((?:\\.|[^"\\])*)"
        """)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\\(?:x[0-9a-f]{2}|.)")]
    private static partial Regex Escaped();

    [GeneratedRegex("""
        ^((?:HSET "\S*:sketches" "(?:\\.|[^"\\])*"|RPUSH "\S*:s:journal:\d+") "(?:\\x..|\\.|[^"\\])).*"$
        """, RegexOptions.Multiline)]
    private static partial Regex Opaque();
}
