import { describe, expect, it } from '@jest/globals';
import { companyNameId, NAME_ID_LENGTH_MAX, productNameId } from './readable-id.js';

describe('readable ids', () => {
  it.each([
    ['北京抖音信息服务有限公司', 'beijing-douyin-xinxi-fuwu'],
    ['北京快手科技有限公司', 'beijing-kuaishou'],
    ['北京智谱华章科技有限公司', 'beijing-zhipu-huazhang'],
    ['北京智谱华章科技股份有限公司', 'beijing-zhipu-huazhang'],
    ['上海稀宇科技有限公司', 'shanghai-xiyu'],
    ['重庆长安汽车股份有限公司', 'chongqing-changan-qiche'],
    ['深圳市腾讯计算机系统有限公司', 'shenzhen-tengxun-jisuanji-xitong'],
    ['网易有道信息技术（北京）有限公司', 'wangyi-youdao-xinxi-jishu-beijing'],
    ['网易有道信息技术(北京)有限公司', 'wangyi-youdao-xinxi-jishu-beijing'],
    ['中国移动通信有限公司研究院', 'zhongguo-yidong-tongxin-yanjiuyuan'],
  ])('keep the place and the own name of %s', (name, id) => {
    expect(companyNameId(name)).toBe(id);
  });

  it('keep the Latin letters of a product', () => {
    expect(productNameId('可灵AI')).toBe('keling-ai');
    expect(productNameId('Kimi 智能助手')).toBe('kimi-zhineng-zhushou');
  });

  it('fall back where a name has no letters', () => {
    expect(productNameId('☆')).toBe('product');
  });

  it(`are cut at a whole word within ${NAME_ID_LENGTH_MAX} characters`, () => {
    const id = productNameId('同瓴智能数字人制作平台数字人运营系统内容管理系统');
    expect(id.length).toBeLessThanOrEqual(NAME_ID_LENGTH_MAX);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
