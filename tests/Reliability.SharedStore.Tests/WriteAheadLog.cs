using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// The write-ahead log of a SQLite file, in which the last page of each transaction is marked as a commit
/// (https://www.sqlite.org/fileformat2.html#walformat). It reads the file all the time, so that SQLite never begins the log anew behind
/// what is to be counted, or once at most: at the first write, when all in it was in the file before.
/// </summary>
internal sealed class WriteAheadLog : IDisposable
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private readonly string _path;
    private readonly SqliteConnection _reader;
    private readonly SqliteTransaction _snapshot;
    private ulong _salt;
    private long _counted;

    public WriteAheadLog(string file)
    {
        _path = file + "-wal";
        _reader = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        _reader.Open();
        _snapshot = _reader.BeginTransaction(deferred: true);
        using SqliteCommand read = _reader.CreateCommand();
        read.CommandText = "SELECT count(*) FROM sqlite_master";
        _ = read.ExecuteScalar();
        _ = CountNewCommits();
    }

    /// <summary>How many transactions changed the file since the last call.</summary>
    public long CountNewCommits()
    {
        byte[] log = Read();
        ulong salt = log.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt64BigEndian(log.AsSpan(16));
        long commits = log.Length < HeaderBytes ? 0 : Commits(log, salt).Count();
        long before = salt == _salt ? _counted : 0;
        (_salt, _counted) = (salt, commits);
        return commits - before;
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _reader.Dispose();
    }

    /// <summary>The frames that end a transaction. Frames of another salt are left from a former log.</summary>
    private static IEnumerable<int> Commits(byte[] log, ulong salt)
    {
        int frameBytes = FrameHeaderBytes + (int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8));
        for (int at = HeaderBytes; at + frameBytes <= log.Length; at += frameBytes)
        {
            if (BinaryPrimitives.ReadUInt64BigEndian(log.AsSpan(at + 8)) != salt)
            {
                yield break;
            }

            if (BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(at + 4)) != 0)
            {
                yield return at;
            }
        }
    }

    private byte[] Read()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] log = new byte[file.Length];
        file.ReadExactly(log);
        return log;
    }
}
