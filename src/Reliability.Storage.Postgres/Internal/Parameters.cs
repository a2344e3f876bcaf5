using Npgsql;
using NpgsqlTypes;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Adds positional parameters with explicit types, so that Npgsql does not infer a type from a value.</summary>
internal static class Parameters
{
    public static NpgsqlCommand With(this NpgsqlCommand command, string value) => command.Add(NpgsqlDbType.Text, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, bool value) => command.Add(NpgsqlDbType.Boolean, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, short value) => command.Add(NpgsqlDbType.Smallint, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, int value) => command.Add(NpgsqlDbType.Integer, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, long value) => command.Add(NpgsqlDbType.Bigint, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, DateTime value) => command.Add(NpgsqlDbType.TimestampTz, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, string?[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Text, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, bool[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Boolean, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, short[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Smallint, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, int[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, long[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, double[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Double, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, DateTime[] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, values);

    public static NpgsqlCommand With(this NpgsqlCommand command, byte[][] values) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Bytea, values);

    /// <summary>Adds a value of any type, or null.</summary>
    public static NpgsqlCommand WithNullable(this NpgsqlCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }

    private static NpgsqlCommand Add<T>(this NpgsqlCommand command, NpgsqlDbType type, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
        return command;
    }
}
