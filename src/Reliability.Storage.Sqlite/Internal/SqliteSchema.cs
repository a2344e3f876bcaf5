using System.Globalization;
using System.Reflection;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Recognizes files of this library and upgrades them to the latest schema.</summary>
/// <remarks>
/// The scripts in <c>Migrations/</c> are embedded, numbered from 1 without gaps, and run in one immediate transaction together with the
/// update of the version, so that any number of processes can start with one file at the same time.
/// </remarks>
internal static class SqliteSchema
{
    /// <summary>The four letters "Rel3" in the header of every file of this library.</summary>
    public const int ApplicationId = 0x52656C33;

    /// <summary>
    /// The four letters and the latest schema of files of previews: of "RelS", whose rows do not name the service that owns them, and of
    /// "Rel2", which has no days and keeps sketches in their buckets.
    /// </summary>
    private static readonly (int ApplicationId, int Latest)[] Previews = [(0x52656C53, 3), (0x52656C32, 4)];

    private static readonly string[] Scripts = LoadScripts();

    /// <summary>Gets the latest schema version that this library supports.</summary>
    public static int Latest => Scripts.Length;

    /// <summary>Throws if the file cannot be used, before it changes anything; then creates or upgrades the file.</summary>
    public static void CreateOrUpgrade(SqliteSession session, SqliteFaults faults)
    {
        session.Execute("BEGIN"); // One snapshot of the file, which another process may be creating.
        long version = Recognise(session, faults);
        session.Execute("COMMIT");
        if (session.IsReadOnly)
        {
            throw faults.ReadOnly();
        }

        string journal = session.Prepared("PRAGMA journal_mode = WAL").Text();
        if (!string.Equals(journal, "wal", StringComparison.OrdinalIgnoreCase))
        {
            throw faults.NoWriteAheadLog(journal);
        }

        if (version < Latest)
        {
            session.Execute("BEGIN IMMEDIATE");
            Upgrade(session, Recognise(session, faults)); // Again, because another process may have upgraded the file first.
            session.Execute("COMMIT");
        }
    }

    private static void Upgrade(SqliteSession session, long version)
    {
        foreach (string script in Scripts.AsSpan((int)version))
        {
            session.Execute(script);
        }

        session.Execute(string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Latest}"));
    }

    /// <summary>Returns the schema version of a file of this library; 0 for an empty file.</summary>
    private static long Recognise(SqliteSession session, SqliteFaults faults)
    {
        long owner = session.Prepared("PRAGMA application_id").Number() ?? 0;
        long version = session.Prepared("PRAGMA user_version").Number() ?? 0;
        if (Previews.Any(preview => owner == preview.ApplicationId && version >= 1 && version <= preview.Latest))
        {
            throw faults.Earlier();
        }

        bool isOurs = owner == ApplicationId && version > 0;
        bool isEmpty = owner == 0 && version == 0 && session.Prepared("SELECT count(*) FROM sqlite_schema").Number() == 0;
        if (!isOurs && !isEmpty)
        {
            throw faults.Foreign();
        }

        return version <= Latest ? version : throw faults.Newer(version, Latest);
    }

    private static string[] LoadScripts()
    {
        Assembly assembly = typeof(SqliteSchema).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        return Array.ConvertAll(names, name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        });
    }
}
