using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

internal static class SqliteCommandExtensions
{
    /// <summary>Sets a parameter, and adds it if it is new.</summary>
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

    /// <summary>Returns the number in the first column of the first row, or <see langword="null"/> if there is no row.</summary>
    public static long? Number(this SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(0) : null;
    }

    /// <summary>Returns the text in the first column of the first row.</summary>
    public static string Text(this SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? reader.GetString(0) : "";
    }
}
