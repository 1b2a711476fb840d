using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Grains.Tests.Contracts;

/// <summary>
/// What a cluster asks of every grain and message, and one process does not notice: names and numbers of what is sent,
/// so that processes of two versions understand each other, and nothing that only one process could carry.
/// </summary>
public sealed class ContractTests
{
    private static readonly Type[] Answers = [typeof(Task), typeof(ValueTask), typeof(Task<>), typeof(ValueTask<>)];

    [Fact]
    public void The_contracts_are_found()
    {
        Assert.True(Contracts.Interfaces.Length > 10);
        Assert.True(Contracts.Messages.Length > 80);
        Assert.True(Contracts.GrainClasses.Length > 7);
    }

    [Fact]
    public void Every_interface_has_a_name_of_its_own_that_stays()
    {
        Assert.All(Contracts.Interfaces, static t => Assert.NotNull(AliasOf(t)));
        Distinct(Contracts.Interfaces, static t => AliasOf(t)!);
        Assert.All(Contracts.Interfaces, static t => Assert.True(t.IsAssignableTo(typeof(IGrainWithStringKey)) || t.IsAssignableTo(typeof(IGrainObserver)), t.Name));
    }

    [Fact]
    public void Every_method_has_a_name_that_stays_and_answers_with_a_task()
    {
        Assert.All(Contracts.Interfaces, static t =>
        {
            Assert.All(t.GetMethods(), static m => Assert.True(AliasOf(m) is not null, m.Name));
            Distinct(t.GetMethods(), static m => AliasOf(m)!);
            Distinct(t.GetMethods(), static m => m.Name);
        });
        Assert.All(Contracts.Methods, static m =>
        {
            var answer = m.ReturnType.IsGenericType ? m.ReturnType.GetGenericTypeDefinition() : m.ReturnType;
            Assert.True(Answers.Contains(answer) && !m.IsGenericMethod && !m.GetParameters().Any(static p => p.ParameterType.IsByRef), $"{m.DeclaringType!.Name}.{m.Name}");
        });
    }

    // Whoever tells must never wait for a node that is gone, and a call that nobody awaits has no answer.
    [Fact]
    public void Listeners_are_told_one_way_and_grains_are_asked()
    {
        Assert.All(Contracts.Methods, static m => Assert.True(
            m.IsDefined(typeof(OneWayAttribute)) == m.DeclaringType!.IsAssignableTo(typeof(IGrainObserver)) && (!m.IsDefined(typeof(OneWayAttribute)) || !m.ReturnType.IsGenericType),
            $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Fact]
    public void Whatever_is_sent_is_an_immutable_message_with_a_name_that_stays()
    {
        Assert.All(Contracts.Messages, static t =>
        {
            Assert.True(t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false), $"{t} is sent and has no serializer");
            Assert.True(t.IsDefined(typeof(ImmutableAttribute), inherit: false), $"{t} is not immutable");
            Assert.True(AliasOf(t) is not null, $"{t} has no alias");
            Assert.True(t.IsSealed || t.IsAbstract, $"{t} may be derived from");
        });
        Distinct(Contracts.Messages, static t => AliasOf(t)!);
    }

    // A cluster knows grains and messages by name from one list.
    [Fact]
    public void No_interface_is_called_as_a_message_is() =>
        Distinct(Contracts.Interfaces.Concat(Contracts.Messages), static t => AliasOf(t) ?? t.FullName!);

    [Fact]
    public void Every_field_of_a_message_has_a_number_of_its_own_and_is_never_set_again()
    {
        Assert.All(Contracts.Messages, static t =>
        {
            var fields = Contracts.Fields(t).ToList();
            Assert.All(fields, f => Assert.True(f.Member.IsDefined(typeof(IdAttribute)) && f.Field.IsInitOnly, $"{t}.{f.Member.Name}"));
            Distinct(fields, static f => $"{f.Member.GetCustomAttribute<IdAttribute>()!.Id}");
        });
    }

    // What a grain keeps are facts and relations: its runtime stores nothing for it.
    [Fact]
    public void Every_class_of_grains_has_a_name_of_its_own_and_keeps_no_state_by_its_runtime()
    {
        Distinct(Contracts.GrainClasses, static t => t.Name.Replace("Grain", "", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Contracts.GrainClasses.SelectMany(static t => t.GetConstructors()).SelectMany(static c => c.GetParameters()),
            static p => p.GetCustomAttributes().Any(static a => a.GetType().Name == "PersistentStateAttribute"));
    }

    [Fact]
    public void Fixed_keys_are_words()
    {
        var keys = Contracts.Interfaces.SelectMany(static t => t.GetFields()).Where(static f => f is { IsLiteral: true, Name: "Key" })
            .Select(static f => (string)f.GetRawConstantValue()!).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, static key => Assert.DoesNotMatch("^[0-9a-fA-F{(-]*$", key));
    }

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttributes<AliasAttribute>(inherit: false).SingleOrDefault()?.Alias;

    private static void Distinct<T>(IEnumerable<T> all, Func<T, string> name) =>
        Assert.Empty(all.GroupBy(name, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1).Select(static g => g.Key));
}
