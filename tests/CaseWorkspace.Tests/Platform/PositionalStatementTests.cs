using CaseWorkspace.Platform.Storage;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

/// <summary>Statements are written with names and sent with places.</summary>
public sealed class PositionalStatementTests
{
    [Fact]
    public void Each_name_gets_one_place_however_often_it_stands_there()
    {
        var command = Bound(("b", 2), ("a", 1), ("unused", 3));
        PositionalStatement.Place(command, "select @a, @b, @a::int, t.words @@ word, data @> '{}' from t where x=@b");
        command.CommandText.ShouldBe("select $1, $2, $1::int, t.words @@ word, data @> '{}' from t where x=$2");
        command.Parameters.Cast<NpgsqlParameter>().Select(one => one.Value).ShouldBe([1, 2]);
        command.Parameters.Cast<NpgsqlParameter>().ShouldAllBe(one => one.ParameterName == "");
    }

    [Fact]
    public void A_name_that_begins_like_another_is_another()
    {
        var command = Bound(("_role", "x"), ("_roles", "y"));
        PositionalStatement.Place(command, "select @_roles, @_role");
        command.CommandText.ShouldBe("select $1, $2");
        command.Parameters.Cast<NpgsqlParameter>().Last().Value.ShouldBe("x");
    }

    [Fact]
    public void What_is_not_bound_is_said()
    {
        var command = Bound(("a", 1));
        Should.Throw<InvalidOperationException>(() => PositionalStatement.Place(command, "select @a, @missing")).Message.ShouldContain("@missing");
    }

    private static NpgsqlBatchCommand Bound(params (string Name, object Value)[] parameters)
    {
        var command = new NpgsqlBatchCommand();
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
