using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>One numbered script.</summary>
/// <param name="Version">The schema version that it makes, from 1 without gaps.</param>
/// <param name="MinReaderVersion">The oldest version whose libraries can still use the schema after it.</param>
/// <param name="Checksum">SHA-256 of the script.</param>
/// <param name="Sql">The script.</param>
internal sealed record Migration(int Version, int MinReaderVersion, string Checksum, string Sql)
{
    private const string Header = "-- min_reader_version ";

    /// <summary>Every script of this library, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    private static Migration[] Load()
    {
        Assembly assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select((name, index) => Read(assembly, name, index + 1)),
        ];
    }

    private static Migration Read(Assembly assembly, string name, int version)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        string sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        int minReader = int.Parse(sql.AsSpan(Header.Length, sql.IndexOf('\n', StringComparison.Ordinal) - Header.Length), CultureInfo.InvariantCulture);
        return new Migration(version, minReader, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))), sql);
    }
}
