using System.Reflection;
using Xunit;

namespace Reliability.Storage.Conformance;

/// <summary>Verifies that every public store of an assembly is tested by the suite and the model of each of its roles.</summary>
public static class SuiteCompleteness
{
    private static readonly (Type Role, Type Suite)[] Suites =
    [
        (typeof(ISeriesStore), typeof(SeriesStoreConformance<>)),
        (typeof(ISeriesStore), typeof(SeriesStoreModel<>)),
        (typeof(IDocumentStore), typeof(DocumentStoreConformance<>)),
        (typeof(IDocumentStore), typeof(DocumentStoreModel<>)),
        (typeof(IEventLog), typeof(EventLogConformance<>)),
        (typeof(IEventLog), typeof(EventLogModel<>)),
        (typeof(ILeaseStore), typeof(LeaseStoreConformance<>)),
        (typeof(ILeaseStore), typeof(LeaseStoreModel<>)),
        (typeof(IEnrollmentStore), typeof(EnrollmentStoreConformance<>)),
        (typeof(IEnrollmentStore), typeof(EnrollmentStoreModel<>)),
    ];

    /// <summary>Throws an exception if a store has a role for which no class of the tests derives from the suite.</summary>
    /// <param name="stores">The assembly that contains the stores.</param>
    /// <param name="tests">The assembly that contains the tests.</param>
    public static void Verify(Assembly stores, Assembly tests)
    {
        IReadOnlyList<string> missing = Missing(stores, tests);
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    /// <summary>Returns the problems that <see cref="Verify"/> reports: one sentence for each store and role without a suite.</summary>
    /// <param name="stores">The assembly that contains the stores.</param>
    /// <param name="tests">The assembly that contains the tests.</param>
    public static IReadOnlyList<string> Missing(Assembly stores, Assembly tests)
    {
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(tests);
        HashSet<Type> present = [.. tests.GetTypes().Where(IsRun).SelectMany(BaseTypes)];
        return
        [
            .. from store in stores.GetExportedTypes()
               where store is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
               from suite in Suites
               where HasRole(store, suite.Role) && !present.Contains(suite.Suite.MakeGenericType(store))
               select $"{store} has the role {suite.Role.Name}, but no public class in {tests.GetName().Name} derives from "
                   + $"{suite.Suite.Name.Split('`')[0]}<{store.Name}>.",
        ];
    }

    private static bool HasRole(Type store, Type role) => role.IsAssignableFrom(store) || typeof(IReliabilityStore).IsAssignableFrom(store);

    /// <summary>Returns whether the test runner finds the class.</summary>
    private static bool IsRun(Type type) => type is { IsClass: true, IsAbstract: false, IsVisible: true };

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (Type? current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
