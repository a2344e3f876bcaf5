using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>The same file seen by somebody else, through a plain connection.</summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public RawDatabase(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
    }

    public static void Run(string path, string sql)
    {
        using var database = new RawDatabase(path);
        database.Execute(sql);
    }

    public void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public IEnumerable<string> Rows(string sql, int column)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetString(column);
        }
    }

    public void Dispose() => _connection.Dispose();
}
