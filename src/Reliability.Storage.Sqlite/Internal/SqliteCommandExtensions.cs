using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

internal static class SqliteCommandExtensions
{
    /// <summary>Sets a parameter, which is added the first time.</summary>
    public static SqliteCommand Bind(this SqliteCommand command, string name, object? value)
    {
        int index = command.Parameters.IndexOf(name);
        if (index < 0)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
        else
        {
            command.Parameters[index].Value = value ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>The number in the first column of the first row, or <see langword="null"/> when there is no row.</summary>
    public static long? Number(this SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(0) : null;
    }

    /// <summary>The text in the first column of the first row.</summary>
    public static string Text(this SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? reader.GetString(0) : "";
    }
}
