using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>A numbered migration script.</summary>
/// <param name="Version">The schema version after the script, from 1 without gaps.</param>
/// <param name="MinReaderVersion">The oldest library version that can use the schema after the script.</param>
/// <param name="Checksum">The SHA-256 checksum of the script.</param>
/// <param name="Sql">The text of the script.</param>
internal sealed record Migration(int Version, int MinReaderVersion, string Checksum, string Sql)
{
    private const string Header = "-- min_reader_version ";

    /// <summary>
    /// Gets the checksums of the first script in earlier previews, which stored documents, streams and leases without their service, or
    /// series without days and with sketches that the server merged.
    /// </summary>
    public static IReadOnlyList<string> Previews { get; } =
    [
        "902a93ebfec93786426f67e82cbd28c1ae404a20f0e43d571e4810bdff93424e",
        "ae4895e562c626e2aab22c239e78a2e93d49dcc40ed87a7750ec8abb5859049a",
        "b67191b1af6838a447e51d00081b31d0de0698b339d778c307d06c3ad123ff37",
        "c09a6a0ef0ed88d31ec1260bb5ef209b5fd787cacc5b6fff769572b8963d4423",
        "61d3fa340365183d8dd211b0b5b4819eb72791c4febbdb9156fa29c8c2084900",
    ];

    /// <summary>Gets every script of this library, in order.</summary>
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
        int minReader = int.Parse(
            sql.AsSpan(Header.Length, sql.IndexOf('\n', StringComparison.Ordinal) - Header.Length), CultureInfo.InvariantCulture);
        return new Migration(version, minReader, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))), sql);
    }
}
