namespace Reliability.Storage.Postgres;

/// <summary>Specifies what a store does with the schema of its database before its first use.</summary>
public enum PostgresSchemaMode
{
    /// <summary>
    /// Creates the schema, or upgrades it to the version of this library. Requires the right to create tables only if there is something to
    /// create or upgrade.
    /// </summary>
    CreateOrUpgrade,

    /// <summary>
    /// Changes nothing, and throws an exception that lists what is missing. For roles that may only read and write rows. See
    /// <see cref="PostgresSchema.GetScript"/>.
    /// </summary>
    Validate,

    /// <summary>
    /// Checks only whether an earlier preview created the schema, which is rejected. A missing table or right is reported at its first use.
    /// </summary>
    None,
}
