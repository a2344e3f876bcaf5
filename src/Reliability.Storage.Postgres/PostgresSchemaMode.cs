namespace Reliability.Storage.Postgres;

/// <summary>What a store does about the schema of its database before it is used.</summary>
public enum PostgresSchemaMode
{
    /// <summary>Creates the schema, or brings it to this library's version. Needs the right to create tables only while there is something to do.</summary>
    CreateOrUpgrade,

    /// <summary>Changes nothing, and fails with the list of what is missing. For roles that may only read and write rows; see <see cref="PostgresSchema.GetScript"/>.</summary>
    Validate,

    /// <summary>Looks at nothing but whether an earlier preview made the schema, which is refused. What is missing shows when it is first needed.</summary>
    None,
}
