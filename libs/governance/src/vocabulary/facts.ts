import { factOf } from './word.js';

const flag = factOf('flag');
const integer = factOf('integer');
const decimal = factOf('decimal');
const day = factOf('day');
const text = factOf('word');
const set = factOf('set');

/** Facts of companies and systems. Some are declared by an event's own field, e.g. `markets`. */
export const FACTS = [
  text('kind', 'Kind of system', '系统类型'),
  set('roles', 'Roles under the law', '法律角色'),
  set('markets', 'Markets', '市场'),
  text('audience', 'Audience', '服务对象'),
  set('capabilities', 'Capabilities', '能力'),
  set('algorithm-categories', 'Categories of algorithm', '算法类别'),
  flag(
    'public-opinion',
    'Public-opinion attributes or social mobilisation',
    '舆论属性或社会动员能力',
  ),
  text('model-source', 'Where the model comes from', '模型来源'),
  integer('registered-users', 'Registered users', '注册用户数'),
  integer('monthly-users', 'Monthly active users', '月活跃用户数'),
  flag('minors', 'Has users under age', '有未成年人用户'),
  integer('users-under-14', 'Users under 14', '十四周岁以下用户数'),
  day('placed-on-market', 'Placed on the market on', '投放市场日期'),
  decimal('training-operations', 'Operations used in training', '训练计算量'),
  text('risk-class', 'Risk class (EU)', '风险等级（欧盟）'),
  flag('open-weights', 'Open weights', '开放权重'),
  flag('foreign-model', 'Uses a model from abroad', '使用境外模型'),
  set('output-used-in', 'Where its output is used', '输出使用地'),
  text('legal-entity', 'Legal entity', '法律实体'),
  text('ultimate-jurisdiction', 'Jurisdiction of the ultimate parent', '最终母公司所在地'),
  decimal('listed-ownership', 'Share held by listed parties, percent', '被列名方持股比例'),
  flag('critical-infrastructure', 'Operates critical infrastructure', '关键信息基础设施运营者'),
  flag('important-data', 'Processes important data', '重要数据处理者'),
  integer('data-subjects', 'Persons whose data it holds', '个人信息主体数'),
  integer(
    'data-subjects-exported',
    'Persons whose data went abroad this year',
    '当年出境个人信息主体数',
  ),
  integer(
    'sensitive-exported',
    'Persons whose sensitive data went abroad this year',
    '当年出境敏感信息主体数',
  ),
  integer('faces-stored', 'Persons whose face data it stores', '存储人脸信息人数'),
  decimal('revenue-usd', 'Yearly revenue in US dollars', '年收入（美元）'),
  flag('app-store', 'Runs an app store', '运营应用商店'),
  flag('content-platform', 'Runs a content platform', '运营内容传播平台'),
  integer('platform-monthly-users', 'Monthly users of its platform', '平台月活跃用户数'),
];
